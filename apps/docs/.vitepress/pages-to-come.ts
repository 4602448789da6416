/** Pages that are linked to before they are written. Links to any other page that is not there fail the build. */
export const pagesToCome: readonly string[] = ['/playground', '/write-your-own'];
