/* Keeps showing how far the stream of a film is, until it is there. */
(() => {
  if (customElements.get('film-stream')) return;

  const EVERY = 3000; // milliseconds

  class FilmStream extends HTMLElement {
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
          const now = page.querySelector('film-stream');
          if (now) return void this.replaceWith(document.importNode(now, true));
        }
      } catch {
        // The connection broke: the next look tells more.
      }
      this.timer = setTimeout(() => this.look(), EVERY);
    }
  }

  customElements.define('film-stream', FilmStream);
})();
