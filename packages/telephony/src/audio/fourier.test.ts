import { expect, it } from 'vitest';
import { seeded } from '../progress/test-sounds.ts';
import { Fourier } from './fourier.ts';

it.each([8, 16, 32, 128])('gives for %d points what the sum gives', (points) => {
  const random = seeded(points);
  const given = Array.from({ length: points }, () => [random() - 0.5, random() - 0.5] as const);
  const fourier = new Fourier(points);
  const re = new Float64Array(points);
  const im = new Float64Array(points);
  for (const [n, [a, b]] of given.entries()) {
    re[fourier.reversed[n]!] = a;
    im[fourier.reversed[n]!] = b;
  }
  fourier.transform(re, im);
  for (let k = 0; k < points; k += 1) {
    let sumRe = 0;
    let sumIm = 0;
    for (const [n, [a, b]] of given.entries()) {
      const angle = (-2 * Math.PI * k * n) / points;
      sumRe += a * Math.cos(angle) - b * Math.sin(angle);
      sumIm += a * Math.sin(angle) + b * Math.cos(angle);
    }
    expect(re[k]).toBeCloseTo(sumRe, 10);
    expect(im[k]).toBeCloseTo(sumIm, 10);
  }
});
