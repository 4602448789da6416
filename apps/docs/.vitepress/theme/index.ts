import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { keepForOffline } from '../../offline/keep-for-offline';
import { registerServiceWorker } from '../../offline/register-service-worker';
import FigureFrame from '../../components/figure/FigureFrame.vue';
import RunnableExample from '../../components/RunnableExample.vue';
import { wakingNear } from '../../components/waking-near';
import SiteLayout from './SiteLayout.vue';
import 'katex/dist/katex.min.css';
import './fonts.css';
import './tokens.css';
import './controls.css';
import './nav.css';
import './chapter.css';
import './style.css';
import './print.css';

export default {
  extends: DefaultTheme,
  Layout: SiteLayout,
  enhanceApp({ app, router }) {
    if (import.meta.env.PROD && !import.meta.env.SSR) {
      registerServiceWorker();
      // A page that is reached by a link is drawn from its script: its document has to be asked for.
      router.onAfterRouteChange = () => void keepForOffline([location.href]);
    }
    app.component('FigureFrame', wakingNear(FigureFrame));
    app.component('RunnableExample', wakingNear(RunnableExample));
  },
} satisfies Theme;
