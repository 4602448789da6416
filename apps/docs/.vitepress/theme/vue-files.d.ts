// For tools that read TypeScript only, such as ESLint; vue-tsc sees each component's own type.
declare module '*.vue' {
  import type { Component } from 'vue';
  const component: Component;
  export default component;
}
