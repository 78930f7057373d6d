/** QR codes: drawn from the dots that the phone's Java gives, and read from a photo or from the camera. Browsers lend their camera to secure pages only; a photo any page may be given. */
import { s } from '../dom.js';

const BORDER = 4;
/** Dots of a photo's longer side: enough for a code that fills a third of it. */
const PHOTO = 1000;
/** Of a camera's picture, which comes five times a second and is made grey on the page's own thread: so its owner has to hold the code nearer, and the page stays quick. */
const FILM = 640;
/** Milliseconds between two pictures of the camera that are looked at. */
const BETWEEN = 200;

/** The picture of a code; always dark on light, since many phones don't read it the other way round. */
export function codePicture(dots, label) {
  const rows = dots.trim().split('\n');
  const size = rows.length + 2 * BORDER;
  const path = rows.map((row, y) => [...row.matchAll(/#+/g)].map(run => `M${run.index + BORDER} ${y + BORDER}h${run[0].length}v1h-${run[0].length}z`).join('')).join('');
  return s('svg', { viewBox: `0 0 ${size} ${size}`, 'shape-rendering': 'crispEdges', role: 'img', 'aria-label': label, class: 'code' },
    s('rect', { width: size, height: size, fill: '#fff' }), s('path', { d: path, fill: '#101214' }));
}

/** The text of the code on a photo; empty if none can be read. */
export async function codeOnPhoto(file, purse) {
  const photo = await createImageBitmap(file);
  const text = await codeOn(photo, photo.width, photo.height, PHOTO, purse);
  photo.close();
  return text;
}

/** Whether the browser lends this page its camera, if its owner lets it. */
export const mayFilm = () => isSecureContext && navigator.mediaDevices?.getUserMedia !== undefined;

/** The text of the code that the camera sees, shown in a video meanwhile; empty if it was stopped before. The camera is off afterwards, whatever came. */
export async function codeOnFilm(video, purse, stopped) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const off = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  stopped.addEventListener('abort', off);
  try {
    if (stopped.aborted) return ''; // while its owner was asked
    video.srcObject = stream;
    await video.play();
    while (!stopped.aborted) {
      const text = await codeOn(video, video.videoWidth, video.videoHeight, FILM, purse);
      if (text !== '') return text;
      await new Promise(resolve => setTimeout(resolve, BETWEEN));
    }
    return '';
  } finally {
    off();
    video.srcObject = null;
  }
}

/** The text of the code on a picture of this size, made as small as its longer side may be. */
async function codeOn(picture, wide, high, longest, purse) {
  const scale = Math.min(1, longest / Math.max(wide, high));
  const width = Math.max(1, Math.round(wide * scale));
  const height = Math.max(1, Math.round(high * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, width, height);
  paper.drawImage(picture, 0, 0, width, height);
  const { data } = paper.getImageData(0, 0, width, height);
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = new Uint8Array(width);
    for (let x = 0, at = y * width * 4; x < width; x++, at += 4) row[x] = (data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114) / 1000;
    rows.push(String.fromCharCode(...row));
  }
  return purse.readQr(rows.join(''), width, height);
}
