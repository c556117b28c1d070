/* Keeps showing how far it is with what is made of a file, until it is there. */
(() => {
  if (customElements.get('making-state')) return;

  const EVERY = 3000; // milliseconds

  class MakingState extends HTMLElement {
    connectedCallback() {
      if ('goesOn' in this.dataset) this.timer = setTimeout(() => this.look(), EVERY);
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    async look() {
      try {
        const answer = await fetch(this.dataset.address, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
        if (answer.ok && !answer.redirected) {
          const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
          const now = page.querySelector('making-state');
          if (now) return void this.replaceWith(document.importNode(now, true));
        }
      } catch {
        // The connection broke: the next look tells more.
      }
      this.timer = setTimeout(() => this.look(), EVERY);
    }
  }

  customElements.define('making-state', MakingState);
})();
