import type { DefaultTheme } from 'vitepress';
import { publicEntries } from '../public-entries.mjs';
import { questionGroups } from './question-pages';

/** The chapters of the lesson, in the order in which they teach. */
export const chapters = [
  { text: 'What it is', link: '/lesson/what-it-is' },
  { text: 'The equations', link: '/lesson/equations' },
  { text: 'Training and inference', link: '/lesson/training-and-inference' },
  { text: 'See it work', link: '/lesson/experiments' },
  { text: 'What it is good for', link: '/lesson/benefits' },
  { text: 'When it fails', link: '/lesson/when-it-fails' },
  { text: 'The gradient', link: '/lesson/gradient' },
  { text: 'Adding it to a network', link: '/lesson/adding-it' },
  { text: 'Images and sequences', link: '/lesson/conv-and-recurrent' },
  { text: 'Small batches', link: '/lesson/small-batches' },
  { text: 'Which claims hold', link: '/lesson/papers' },
  { text: 'In your own project', link: '/lesson/in-your-project' },
  { text: 'References', link: '/lesson/references' },
] as const satisfies DefaultTheme.SidebarItem[];

const labs = [
  { text: 'Playground', link: '/playground' },
  { text: 'One batch by hand', link: '/by-hand' },
  { text: 'Write your own', link: '/write-your-own' },
] as const satisfies DefaultTheme.SidebarItem[];

const reference = [
  { text: 'Questions', link: '/questions/' },
  { text: 'Use it', link: '/use-it' },
  { text: 'Results', link: '/results' },
  {
    text: 'API',
    link: '/reference/',
    collapsed: true,
    items: publicEntries().map(({ name }) => ({ text: name, link: `/reference/${name}` })),
  },
] satisfies DefaultTheme.SidebarItem[];

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Learn', link: chapters[0].link, activeMatch: '/lesson/' },
  { text: 'Questions', link: '/questions/', activeMatch: '/questions/' },
  { text: 'Playground', link: '/playground' },
  { text: 'Use it', link: '/use-it' },
  { text: 'Results', link: '/results' },
  { text: 'API', link: '/reference/', activeMatch: '/reference/' },
];

const overview: DefaultTheme.SidebarItem[] = [
  {
    text: 'The lesson',
    items: chapters.map((item, index) => ({ ...item, text: `${index + 1}. ${item.text}` })),
  },
  { text: 'Try it', items: [...labs] },
  { text: 'Look it up', items: [...reference] },
];

const questions: DefaultTheme.SidebarItem[] = [
  { text: 'All questions', link: '/questions/' },
  ...questionGroups().map(({ group, pages }) => ({
    text: group,
    items: pages.map(({ question, link }) => ({ text: question, link })),
  })),
];

export const sidebar: DefaultTheme.Sidebar = { '/questions/': questions, '/': overview };
