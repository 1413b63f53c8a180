'use client';

import { useEffect, useState } from 'react';
import { drawQr, type QrDrawing } from './qr-drawing';
import classes from './factors.module.css';

/** A QR code, made in this browser: what it says has been to nobody else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<QrDrawing | null>(null);
  useEffect(() => {
    let isWanted = true;
    void import('qr').then(({ encodeQR }) => {
      if (isWanted) setDrawing(drawQr(encodeQR(text, 'raw', { border: 3 })));
    });
    return () => {
      isWanted = false;
    };
  }, [text]);
  const size = drawing?.size ?? 1;
  return (
    <svg
      className={classes.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={drawing?.path ?? ''} />
    </svg>
  );
}
