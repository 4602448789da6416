import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import RecordedFigure from '../../components/RecordedFigure.vue';
import RunnableExample from '../../components/RunnableExample.vue';
import SiteLayout from './SiteLayout.vue';
import 'katex/dist/katex.min.css';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: SiteLayout,
  enhanceApp({ app }) {
    app.component('RecordedFigure', RecordedFigure);
    app.component('RunnableExample', RunnableExample);
  },
} satisfies Theme;
