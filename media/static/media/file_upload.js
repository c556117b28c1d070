/*
 * Sends a file in parts while its form is filled in, and goes on where it stopped when the same file is chosen again
 * (docs/adr/0037, 0045). The form then carries the name of the upload instead of the file. Without this script the form
 * carries the file, and with it that of a kind which is not sent in parts.
 */
(() => {
  // A form in a modal brings its script along each time.
  if (customElements.get('file-upload')) return;

  const PAUSES = [1, 2, 4, 8, 15, 30, 30, 30]; // seconds
  // What may be well a moment later. 0 is a connection that broke.
  const PASSING = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

  class Refused extends Error {
    constructor(status, message, reason = '') {
      super(message);
      this.status = status;
      this.passes = PASSING.has(status) || reason === 'part_damaged' || reason === 'try_again';
    }
  }

  class Stopped extends Error {}

  const SIGNED_OUT = 'You are signed out. Sign in in another tab, then press “Go on”.';
  const BROKEN = 'The connection broke.';

  /** Of what moves over the page, files alone are taken. */
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

  class FileUpload extends HTMLElement {
    connectedCallback() {
      // While a page is being read, what is inside comes after the element itself.
      if (document.readyState !== 'loading') this.takeOver();
      else document.addEventListener('DOMContentLoaded', () => this.takeOver(), { once: true });
    }

    takeOver() {
      this.form = this.closest('form');
      this.choice = this.querySelector('input[type=file]');
      this.field = this.form?.querySelector('input[type=hidden][name$="upload"]');
      if (!this.choice || !this.field || this.state) return;
      this.name = this.choice.name;
      this.choice.removeAttribute('name');
      this.build();
      this.show('idle', '');
      this.hold = this.hold.bind(this);
      this.drag = this.drag.bind(this);
      this.choice.addEventListener('change', () => this.choose());
      document.addEventListener('submit', this.hold, true);
      for (const name of ['dragover', 'dragleave', 'drop']) document.addEventListener(name, this.drag);
      window.addEventListener('online', () => this.wake?.());
      this.recall();
    }

    disconnectedCallback() {
      this.stop?.abort();
      document.removeEventListener('submit', this.hold, true);
      for (const name of ['dragover', 'dragleave', 'drop']) document.removeEventListener(name, this.drag);
    }

    build() {
      const element = (name, className, text = '') => {
        const made = document.createElement(name);
        made.className = className;
        made.textContent = text;
        return made;
      };
      const button = (text, act) => {
        const made = element('button', 'button button-small button-secondary', text);
        made.type = 'button';
        made.addEventListener('click', act);
        return made;
      };
      this.button = button;
      this.zone = this.querySelector('.file-upload__zone');
      this.zone.prepend(element('p', 'file-upload__invitation', 'Drop a file here, or choose one:'));
      this.waiting = element('div', 'file-upload__list');
      this.box = element('div', 'file-upload__state');
      this.bar = element('progress', 'file-upload__bar');
      this.bar.setAttribute('aria-label', 'How much of the file has been sent');
      this.percent = element('span', 'file-upload__percent');
      this.words = element('p', 'file-upload__words');
      this.words.setAttribute('role', 'status');
      const buttons = element('div', 'file-upload__buttons');
      this.pauseButton = button('Pause', () => this.pause());
      this.goOnButton = button('Go on', () => this.send());
      this.discardButton = button('Discard', () => this.discard());
      buttons.append(this.pauseButton, this.goOnButton, this.discardButton);
      this.box.append(this.bar, this.percent, this.words, buttons);
      this.append(this.waiting, this.box);
    }

    /** States: idle, sending, paused, failed (may be gone on with), refused (may not), sent, attached, discarding. */
    show(state, words) {
      this.state = state;
      this.dataset.state = state;
      this.words.textContent = words;
      this.words.classList.toggle('file-upload__words--refused', state === 'failed' || state === 'refused');
      this.bar.hidden = this.percent.hidden = !['sending', 'paused', 'failed', 'sent'].includes(state);
      this.pauseButton.hidden = state !== 'sending';
      this.goOnButton.hidden = !['paused', 'failed'].includes(state);
      this.discardButton.hidden = !['sending', 'paused', 'failed', 'sent', 'attached'].includes(state);
    }

    progress(bytes, size) {
      this.bar.max = size;
      this.bar.value = bytes;
      this.percent.textContent = `${Math.floor((100 * bytes) / size)} %`;
    }

    /** What the form was sent with before, or else what was begun and not finished. */
    async recall() {
      try {
        if (this.field.value) {
          const upload = await this.ask('GET', `${this.dataset.begin}${this.field.value}/`);
          if (upload.state === 'joined' && upload.kind === this.dataset.kind) this.take(upload);
          else this.field.value = '';
        }
        if (this.state !== 'idle') return;
        const { uploads } = await this.ask('GET', `${this.dataset.begin}?kind=${this.dataset.kind}`);
        if (this.state === 'idle') this.waiting.replaceChildren(...uploads.map((upload) => this.offer(upload)));
      } catch (error) {
        // The form works without being reminded; what it names and nobody knows any more is forgotten.
        if (!error.passes) this.field.value = '';
      }
    }

    offer(upload) {
      const line = document.createElement('p');
      line.className = 'file-upload__waiting';
      const percent = Math.floor((100 * upload.parts.length) / upload.part_count);
      const isThere = upload.state === 'joined';
      line.append(
        isThere
          ? `“${upload.name}” has been sent and is not saved yet.`
          : `“${upload.name}” was sent to ${percent} %. Choose the same file again to go on.`,
      );
      if (isThere) line.append(this.button('Use it', () => this.take(upload)));
      const discard = this.button('Discard', async () => {
        discard.disabled = true;
        try {
          await this.ask('DELETE', upload.address);
          line.remove();
        } catch (error) {
          discard.disabled = false;
          this.words.textContent = error.message;
        }
      });
      discard.setAttribute('aria-label', `Discard “${upload.name}”`);
      line.append(discard);
      return line;
    }

    choose() {
      const [file] = this.choice.files;
      if (!file) return this.state === 'attached' && this.show('idle', '');
      this.stop?.abort();
      this.file = file;
      this.upload = null;
      this.field.value = '';
      this.waiting.replaceChildren();
      const title = this.form.querySelector('input[name$="title"]');
      if (title && !title.value) {
        title.value = file.name.replace(/\.[^.]*$/, '');
        title.dispatchEvent(new Event('input', { bubbles: true }));
      }
      if (this.goesWhole(file)) return this.attach(file);
      this.choice.removeAttribute('name');
      this.progress(0, file.size || 1);
      return this.send();
    }

    /** Whether files of this kind come with the form: they are small, and the server makes them anew. */
    goesWhole(file) {
      const ending = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
      return this.dataset.whole.split(' ').includes(ending);
    }

    attach(file) {
      this.file = null;
      this.choice.name = this.name;
      this.show('attached', `“${file.name}” is sent when you save.`);
    }

    /** A file may be dropped on the zone. Beside it the browser would leave the page for the file. */
    drag(event) {
      if (!hasFiles(event)) return;
      const isTaken = this.zone.contains(event.target) && !this.choice.disabled;
      this.zone.toggleAttribute('data-over', isTaken && event.type === 'dragover');
      // Another part of the page knows what to do with it.
      if (!isTaken && event.defaultPrevented) return;
      event.preventDefault();
      if (event.type === 'dragover') event.dataTransfer.dropEffect = isTaken ? 'copy' : 'none';
      if (event.type === 'drop' && isTaken) this.drop(event.dataTransfer.files);
    }

    drop(files) {
      if (files.length !== 1) {
        this.words.textContent = 'One file at a time, please. Nothing was taken.';
        return;
      }
      this.choice.files = files;
      this.choice.dispatchEvent(new Event('change', { bubbles: true }));
    }

    async send() {
      this.stop?.abort();
      const stop = (this.stop = new AbortController());
      const { file } = this;
      this.show('sending', `Sending “${file.name}”.`);
      try {
        const claim = { name: file.name, size: file.size, modified: file.lastModified, content_type: file.type };
        claim.kind = this.dataset.kind;
        const upload = await this.patiently(stop, () => this.ask('POST', this.dataset.begin, claim, stop));
        this.upload = upload;
        const there = new Set(upload.parts);
        const lengthOf = (number) => Math.min(upload.part_size, file.size - (number - 1) * upload.part_size);
        let sent = upload.parts.reduce((sum, number) => sum + lengthOf(number), 0);
        this.progress(sent, file.size);
        for (let number = 1; upload.state === 'open' && number <= upload.part_count; number += 1) {
          if (there.has(number)) continue;
          await this.patiently(stop, () => this.sendPart(upload, number, sent, stop));
          sent += lengthOf(number);
          this.progress(sent, file.size);
        }
        this.words.textContent = 'All of it has been sent. Looking at the file.';
        this.take(await this.patiently(stop, () => this.ask('POST', `${upload.address}join/`, undefined, stop)));
      } catch (error) {
        if (stop !== this.stop || error instanceof Stopped) return;
        const mayGoOn = !(error instanceof Refused) || error.passes || error.status === 401 || error.status === 403;
        if (!mayGoOn) this.choice.value = '';
        this.show(mayGoOn ? 'failed' : 'refused', error.message);
      }
    }

    /** The file is there: the form names it from now on, and goes when it was meant to go meanwhile. */
    take(upload) {
      this.upload = upload;
      this.field.value = upload.id;
      this.choice.value = '';
      this.waiting.replaceChildren();
      this.progress(upload.size, upload.size);
      const next = 'replaces' in this.dataset ? ' It takes the place of the present one when you save.' : '';
      this.show('sent', `“${upload.name}” has been sent.${next}`);
      if (this.wanted) {
        this.wanted = false;
        this.form.requestSubmit();
      }
    }

    pause() {
      this.stop?.abort();
      this.show('paused', 'Paused. What has been sent is kept for seven days.');
    }

    /** What was sent is gone before another file may be chosen: the same one would be found half removed. */
    async discard() {
      this.stop?.abort();
      this.wanted = false;
      const before = this.state === 'sending' ? 'paused' : this.state;
      const named = this.field.value;
      this.field.value = '';
      this.choice.disabled = true;
      this.show('discarding', 'Discarding what was sent.');
      try {
        if (this.upload) await this.ask('DELETE', this.upload.address);
      } catch (error) {
        if (error.status !== 404) {
          this.field.value = named;
          return this.show(before, error.message);
        }
      } finally {
        this.choice.disabled = false;
      }
      this.upload = this.file = null;
      this.choice.value = '';
      this.choice.removeAttribute('name');
      return this.show('idle', '');
    }

    /** Nothing is saved before all of the file is there; then it is, without being told again. */
    hold(event) {
      if (event.target !== this.form || !['sending', 'paused', 'failed'].includes(this.state)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.wanted = true;
      this.words.textContent =
        this.state === 'sending'
          ? 'The file is still being sent. All of this is saved as soon as it has arrived.'
          : 'The file has not been sent yet. Press “Go on”, and all of this is saved when it has arrived.';
    }

    /** Do `work`, again and again while what stops it may pass. */
    async patiently(stop, work) {
      for (let tries = 0; ; tries += 1) {
        if (stop.signal.aborted) throw new Stopped();
        try {
          const done = await work();
          if (tries) this.words.textContent = `Sending “${this.file.name}”.`;
          return done;
        } catch (error) {
          if (stop.signal.aborted) throw new Stopped();
          if (!(error instanceof Refused) || !error.passes || tries >= PAUSES.length) throw error;
          this.words.textContent = `${error.message} Trying again in ${PAUSES[tries]} s.`;
          await this.wait(PAUSES[tries] * 1000, stop);
        }
      }
    }

    /** Wait so long, but no longer than until the machine is connected again or nobody waits any more. */
    wait(milliseconds, stop) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = resolve;
        stop.signal.addEventListener('abort', resolve, { once: true });
      }).finally(() => (this.wake = null));
    }

    async ask(method, address, body, stop) {
      let answer;
      try {
        answer = await fetch(address, {
          method,
          headers: { ...this.headers(), 'Content-Type': 'application/json' },
          body: body && JSON.stringify(body),
          signal: stop?.signal,
        });
      } catch {
        throw new Refused(0, BROKEN);
      }
      if (answer.status === 204) return null;
      const said = await answer.json().catch(() => null);
      if (answer.ok && said) return said;
      throw this.refusal(answer.ok ? 403 : answer.status, said);
    }

    async sendPart(upload, number, sentBefore, stop) {
      const { address } = await this.ask('POST', `${upload.address}parts/${number}/`, {}, stop);
      const start = (number - 1) * upload.part_size;
      const part = this.file.slice(start, start + upload.part_size);
      const isOurs = new URL(address, document.baseURI).origin === window.location.origin;
      const headers = isOurs ? { ...this.headers(), ...(await this.digest(part)) } : {};
      await new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('PUT', address);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.upload.onprogress = (event) => this.progress(sentBefore + event.loaded, this.file.size);
        request.onload = () => {
          if (request.status >= 200 && request.status < 300) return resolve();
          // The bucket: its address may have ended on the way, and a new one is asked for.
          if (!isOurs) return reject(new Refused(503, 'The storage did not take a part of the file.'));
          let said = null;
          try {
            said = JSON.parse(request.responseText);
          } catch {
            // A proxy speaks otherwise than we do; its number says enough.
          }
          return reject(this.refusal(request.status, said));
        };
        request.onerror = () => reject(new Refused(0, BROKEN));
        request.onabort = () => reject(new Stopped());
        stop.signal.addEventListener('abort', () => request.abort(), { once: true });
        request.send(part);
      });
    }

    /** What the part is, for the server to compare. Browsers calculate it on safe connections alone. */
    async digest(part) {
      let bytes;
      try {
        bytes = await part.arrayBuffer();
      } catch {
        throw new Refused(410, 'The file cannot be read any more. Choose it again.');
      }
      if (!window.crypto?.subtle) return {};
      const sum = new Uint8Array(await window.crypto.subtle.digest('SHA-256', bytes));
      return { 'X-Part-SHA256': [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
    }

    /** The token is the cookie's, which is right still when somebody signed in again in another tab. */
    headers() {
      const token =
        document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
        this.form.querySelector('input[name=csrfmiddlewaretoken]')?.value ??
        '';
      return { 'X-CSRFToken': token, 'X-Requested-With': 'XMLHttpRequest', Accept: 'application/json' };
    }

    refusal(status, said) {
      if (said?.error) return new Refused(status, said.error.message, said.error.details?.reason);
      if (status === 401 || status === 403) return new Refused(status, SIGNED_OUT);
      return new Refused(status, PASSING.has(status) ? 'The server is busy.' : 'The file could not be sent. Choose it again.');
    }
  }

  customElements.define('file-upload', FileUpload);
})();
