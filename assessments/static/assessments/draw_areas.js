/*
 * Lets authors draw the right places of a question on its picture. What is drawn is written into the field of corners,
 * which can be written by hand as well and is all that is sent.
 */
(() => {
  const { Controller } = window.StimulusModule ?? {};
  if (!Controller) return;

  const SVG = 'http://www.w3.org/2000/svg';
  const percent = (part) => Math.round(Math.min(1, Math.max(0, part)) * 10000) / 100;
  const read = (written) => written.split(/\s+/).filter(Boolean).map((pair) => pair.split(',').map(Number));
  const write = (corners) => corners.map(([x, y]) => `${x},${y}`).join(' ');
  const isNumbers = (corners) => corners.every((pair) => pair.length === 2 && pair.every(Number.isFinite));

  function button(words, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'button button-small button-secondary';
    made.textContent = words;
    made.addEventListener('click', act);
    return made;
  }

  /** An area as SVG draws it, in a box of 100 by 100; nothing for what is half written. */
  function drawn(shape, corners) {
    if (!isNumbers(corners) || corners.length < 2) return null;
    const across = corners.map(([x]) => x);
    const down = corners.map(([, y]) => y);
    const [left, top, right, bottom] = [Math.min(...across), Math.min(...down), Math.max(...across), Math.max(...down)];
    const parts = {
      rectangle: ['rect', { x: left, y: top, width: right - left, height: bottom - top }],
      ellipse: ['ellipse', { cx: (left + right) / 2, cy: (top + bottom) / 2, rx: (right - left) / 2, ry: (bottom - top) / 2 }],
      polygon: ['polygon', { points: write(corners) }],
    };
    const [name, attributes] = parts[shape] ?? parts.rectangle;
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  }

  class AreaCorners extends Controller {
    connect() {
      this.prefix = this.element.name.replace(/-areas-\d+-value-corners$/, '');
      this.open = button('Draw on the picture', () => this.toggle());
      this.open.setAttribute('aria-expanded', 'false');
      this.element.after(this.open);
      this.look = () => this.surface && this.draw();
      // Other areas are drawn beside this one, and its shape may change.
      document.addEventListener('input', this.look);
      document.addEventListener('change', this.look);
    }

    disconnect() {
      document.removeEventListener('input', this.look);
      document.removeEventListener('change', this.look);
      this.close();
      this.open.remove();
    }

    get shape() {
      return document.getElementsByName(this.element.name.replace(/-corners$/, '-shape'))[0]?.value ?? 'rectangle';
    }

    toggle() {
      if (this.surface) this.close();
      else this.show();
    }

    close() {
      this.surface?.remove();
      this.surface = null;
      this.open.setAttribute('aria-expanded', 'false');
    }

    show() {
      const chosen = document.getElementById(`${this.prefix}-image`);
      const surface = document.createElement('div');
      surface.className = 'draw-areas';
      this.surface = surface;
      this.open.after(surface);
      this.open.setAttribute('aria-expanded', 'true');
      if (!chosen?.value) {
        surface.textContent = 'Choose the picture first.';
        return;
      }
      const picture = document.createElement('img');
      picture.alt = '';
      picture.draggable = false;
      const small = document.getElementById(`${this.prefix}-image-chooser`)?.querySelector('[data-chooser-image]');
      // A co-author's picture is not opened as a whole: its small one does.
      picture.addEventListener('error', () => small && (picture.src = small.src), { once: true });
      picture.src = this.element.dataset.areaCorners.replace('/0/', `/${chosen.value}/`);
      this.svg = document.createElementNS(SVG, 'svg');
      this.svg.setAttribute('viewBox', '0 0 100 100');
      this.svg.setAttribute('preserveAspectRatio', 'none');
      this.svg.setAttribute('aria-hidden', 'true');
      const frame = document.createElement('div');
      frame.className = 'draw-areas__frame';
      frame.append(picture, this.svg);
      const hint = document.createElement('p');
      hint.className = 'help';
      hint.textContent = 'Drag from corner to corner. Of a polygon, click on one corner after the other.';
      surface.append(hint, frame, button('Begin anew', () => this.put([])));
      this.svg.addEventListener('pointerdown', (event) => this.press(event));
      this.draw();
    }

    at(event) {
      const box = this.svg.getBoundingClientRect();
      return [percent((event.clientX - box.left) / box.width), percent((event.clientY - box.top) / box.height)];
    }

    press(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      const from = this.at(event);
      if (this.shape === 'polygon') {
        const before = read(this.element.value);
        this.put([...(isNumbers(before) ? before : []), from]);
        return;
      }
      const move = (at) => at.pointerId === event.pointerId && this.put([from, this.at(at)]);
      const drop = (at) => {
        if (at.pointerId !== event.pointerId) return;
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', drop);
        window.removeEventListener('pointercancel', drop);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', drop);
      window.addEventListener('pointercancel', drop);
    }

    put(corners) {
      this.element.value = write(corners);
      // The editor saves what was typed, and so what was drawn.
      this.element.dispatchEvent(new Event('input', { bubbles: true }));
      this.element.dispatchEvent(new Event('change', { bubbles: true }));
    }

    draw() {
      if (!this.svg) return;
      const fields = [...document.querySelectorAll('[data-area-corners]')].filter((each) =>
        each.name.startsWith(`${this.prefix}-areas-`),
      );
      this.svg.replaceChildren(
        ...fields.flatMap((field) => {
          const shape = document.getElementsByName(field.name.replace(/-corners$/, '-shape'))[0]?.value;
          const corners = read(field.value);
          const element = drawn(shape, corners);
          if (!element) return [];
          element.setAttribute('class', field === this.element ? 'draw-areas__own' : 'draw-areas__other');
          return [element];
        }),
      );
    }
  }

  window.wagtail.app.register('area-corners', AreaCorners);
})();
