'use client';

import { useEffect } from 'react';
import * as tf from '@tensorflow/tfjs';
import { train } from '../train.mjs';

/** Trains in the page, and has the server read MNIST and do the same. */
export function Program({ readDigits, trainOnServer }) {
  useEffect(() => {
    const everywhere = async () => {
      await tf.setBackend('cpu');
      const page = await train((name) => `indexeddb://${name}`);
      return { page, digits: await readDigits(), server: await trainOnServer() };
    };
    // React's strict mode runs effects twice.
    globalThis.trained ??= everywhere();
  }, [readDigits, trainOnServer]);
  return <h1>A page that trains</h1>;
}
