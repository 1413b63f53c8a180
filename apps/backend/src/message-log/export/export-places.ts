import { AppError } from '../../platform/app-error.js';

/** Exports at once on this node: the lists that people look at come first. */
const MOST_EXPORTS = 2;

/** How many exports are under way. */
export class ExportPlaces {
  private taken = 0;

  constructor(private readonly most = MOST_EXPORTS) {}

  /** Returns what gives the place back, once however often it is called; refuses when none is free. */
  take(): () => void {
    if (this.taken >= this.most) throw new AppError('export.too_many');
    this.taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken -= 1;
      isTaken = false;
    };
  }
}
