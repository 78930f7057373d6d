/** QR codes: drawn from the dots that the phone's Java gives, and read from a photo. Browsers lend their camera to pages over HTTPS only; a photo any page may be given. */
import { s } from '../dom.js';

const BORDER = 4;
/** Dots of a photo's longer side: enough for a code that fills a third of it. */
const LONGEST = 1000;

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
  const scale = Math.min(1, LONGEST / Math.max(photo.width, photo.height));
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, width, height);
  paper.drawImage(photo, 0, 0, width, height);
  photo.close();
  const { data } = paper.getImageData(0, 0, width, height);
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = new Uint8Array(width);
    for (let x = 0, at = y * width * 4; x < width; x++, at += 4) row[x] = (data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114) / 1000;
    rows.push(String.fromCharCode(...row));
  }
  return purse.readQr(rows.join(''), width, height);
}
