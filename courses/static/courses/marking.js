// The teacher's desk: remarks at the moment at which a film stands, drawings on it, and the master clip on one clock.

const APART_S = 0.15;
const INK = '#ff3b5c';
const MOST_STROKES = 30;
const MOST_POINTS = 300;

const asMoment = (seconds) => {
  const tenths = Math.floor(seconds * 10);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${tenths % 10}`;
};

/** Keep `master` where `film` is, `ahead` seconds further on, for as long as `isTogether`. */
function keepTogether(film, master, box, offset) {
  const ahead = () => Number(offset.value) || 0;
  const align = () => {
    if (!box.checked) return;
    const wanted = Math.max(0, film.currentTime + ahead());
    if (Math.abs(master.currentTime - wanted) > APART_S) master.currentTime = wanted;
    master.playbackRate = film.playbackRate;
    if (film.paused !== master.paused) film.paused ? master.pause() : master.play().catch(() => {});
  };
  for (const name of ['play', 'pause', 'seeking', 'seeked', 'ratechange', 'timeupdate']) film.addEventListener(name, align);
  box.addEventListener('change', () => {
    // Two sounds at once help nobody.
    master.muted = box.checked;
    box.checked ? align() : master.pause();
  });
  offset.addEventListener('input', align);
}

/** Addresses of files are good for minutes: one that has ended is asked for anew, and played on from where it was. */
function renewAddress(medium) {
  let tried = 0;
  medium.addEventListener('error', () => {
    if (medium.currentTime === 0 || Date.now() - tried < 10_000) return;
    tried = Date.now();
    const [at, isPlaying] = [medium.currentTime, !medium.paused];
    medium.addEventListener('loadedmetadata', () => (medium.currentTime = at), { once: true });
    medium.load();
    if (isPlaying) medium.play().catch(() => {});
  });
}

/** Where the picture lies within the player, which may have bars beside it. */
function pictureIn(film) {
  const { clientWidth: width, clientHeight: height, videoWidth, videoHeight } = film;
  const scale = Math.min(width / (videoWidth || width), height / (videoHeight || height));
  const [w, h] = [(videoWidth || width) * scale, (videoHeight || height) * scale];
  return { x: (width - w) / 2, y: (height - h) / 2, w, h };
}

function draw(film, canvas, strokes) {
  canvas.width = film.clientWidth;
  canvas.height = film.clientHeight;
  const picture = pictureIn(film);
  const pen = canvas.getContext('2d');
  Object.assign(pen, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: INK });
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], place) => pen[place ? 'lineTo' : 'moveTo'](picture.x + x * picture.w, picture.y + y * picture.h));
    if (stroke.length === 1) pen.lineTo(picture.x + stroke[0][0] * picture.w + 0.1, picture.y + stroke[0][1] * picture.h);
    pen.stroke();
  }
}

function setUp(figure) {
  const film = figure.querySelector('[data-hand-in-medium]');
  if (!film) return;
  const canvas = figure.querySelector('[data-hand-in-canvas]');
  const form = figure.querySelector('.remark-form');
  const master = figure.querySelector('[data-hand-in-master]');
  let strokes = [];
  renewAddress(film);

  if (master) {
    renewAddress(master);
    const label = figure.querySelector('.hand-in-together');
    label.hidden = false;
    keepTogether(film, master, label.querySelector('[data-hand-in-together]'), label.querySelector('[data-hand-in-offset]'));
  }

  const show = (drawn, isDrawing = false) => {
    if (!canvas) return;
    canvas.hidden = !isDrawing && drawn.length === 0;
    canvas.style.pointerEvents = isDrawing ? 'auto' : 'none';
    if (!canvas.hidden) draw(film, canvas, drawn);
  };

  if (form) {
    const at = form.elements.at;
    const follow = () => (at.value = asMoment(film.currentTime));
    film.addEventListener('pause', follow);
    film.addEventListener('seeked', follow);
    form.elements.text.addEventListener('focus', () => film.pause());
    const button = form.querySelector('[data-hand-in-draw]');
    const setDrawing = (isDrawing) => {
      button?.setAttribute('aria-pressed', String(isDrawing));
      if (isDrawing) film.pause();
      show(strokes, isDrawing);
    };
    const forget = () => {
      strokes = [];
      form.elements.strokes.value = '[]';
      setDrawing(false);
    };
    if (button && canvas) {
      button.hidden = false;
      button.addEventListener('click', () => setDrawing(button.getAttribute('aria-pressed') !== 'true'));
      let stroke = null;
      const pointOf = (event) => {
        const picture = pictureIn(film);
        const part = (value, from, length) => Math.min(1, Math.max(0, (value - from) / length));
        return [part(event.offsetX, picture.x, picture.w), part(event.offsetY, picture.y, picture.h)];
      };
      canvas.addEventListener('pointerdown', (event) => {
        if (strokes.length >= MOST_STROKES) return;
        canvas.setPointerCapture(event.pointerId);
        stroke = [pointOf(event)];
        strokes.push(stroke);
        show(strokes, true);
      });
      canvas.addEventListener('pointermove', (event) => {
        if (!stroke || stroke.length >= MOST_POINTS) return;
        stroke.push(pointOf(event));
        show(strokes, true);
      });
      for (const name of ['pointerup', 'pointercancel']) {
        canvas.addEventListener(name, () => {
          stroke = null;
          form.elements.strokes.value = JSON.stringify(strokes);
        });
      }
    }
    figure.addEventListener('remark-kept', () => {
      form.elements.text.value = '';
      forget();
    });
  }
  film.addEventListener('play', () => show([]));

  figure.addEventListener('click', (event) => {
    const remark = event.target.closest('[data-remark-go]')?.closest('[data-at]');
    if (!remark) return;
    film.pause();
    film.currentTime = Number(remark.dataset.at) / 1000;
    show(JSON.parse(remark.dataset.strokes));
    film.scrollIntoView({ block: 'nearest' });
  });

  // Sent from here, so that the marks that are half given stay on the page.
  figure.addEventListener('submit', async (event) => {
    const sent = event.target.closest('[data-remark-form]');
    if (!sent) return;
    event.preventDefault();
    const problem = figure.querySelector('[data-remark-problem]');
    const answer = await fetch(sent.action, {
      method: 'POST',
      body: new FormData(sent),
      headers: { 'X-Requested-With': 'fetch' },
    }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      figure.querySelector('[data-remarks]').innerHTML = await answer.text();
      if (problem) problem.textContent = '';
      if (sent === form) figure.dispatchEvent(new Event('remark-kept'));
    } else if (problem) {
      problem.textContent = answer?.status === 422 ? await answer.text() : problem.dataset.failed;
    }
  });
}

const FORMS = [['audio/mp4', 'm4a'], ['audio/webm', 'weba'], ['audio/ogg', 'ogg']];

/** Record a reply into the form's field for files, from where it is sent like a chosen one. */
function setUpReply(form) {
  const button = form.querySelector('[data-reply-record]');
  const status = form.querySelector('[data-reply-status]');
  const heard = form.querySelector('[data-reply-heard]');
  const [type, ending] = FORMS.find(([each]) => globalThis.MediaRecorder?.isTypeSupported(each)) ?? [];
  if (!type || !navigator.mediaDevices?.getUserMedia) return;
  button.hidden = false;
  let recorder = null;
  const tell = (words) => (button.textContent = words);
  button.addEventListener('click', async () => {
    if (recorder) return recorder.stop();
    status.textContent = '';
    button.disabled = true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    button.disabled = false;
    if (!stream) return (status.textContent = button.dataset.refused);
    const pieces = [];
    recorder = new MediaRecorder(stream, { mimeType: type });
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    recorder.addEventListener('stop', () => {
      stream.getTracks().forEach((track) => track.stop());
      const files = new DataTransfer();
      files.items.add(new File(pieces, `reply.${ending}`, { type }));
      form.elements.sound.files = files.files;
      if (heard.src) URL.revokeObjectURL(heard.src);
      heard.src = URL.createObjectURL(files.files[0]);
      heard.hidden = false;
      recorder = null;
      tell(button.dataset.begin);
    });
    recorder.start();
    tell(button.dataset.stop);
  });
}

document.querySelectorAll('[data-hand-in-file]').forEach(setUp);
document.querySelectorAll('[data-reply-form]').forEach(setUpReply);
