/** Runs before the first paint, so that a chosen appearance does not flash in. Its hash stands in the content policy. */
export const THEME_SCRIPT =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}";
