import { questionGroups } from '../.vitepress/question-pages';

declare const data: ReturnType<typeof questionGroups>;
export { data };

export default { watch: ['../questions/*.md'], load: questionGroups };
