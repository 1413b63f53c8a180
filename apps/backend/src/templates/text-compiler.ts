import { CompiledText } from '@codewire/texts';
import type { PublishedText } from './text-snapshot.js';

/** What was compiled once, for the next time. */
export interface CompiledTexts {
  /** By the text with all its rules, and the language that its amounts are written in. */
  readonly usable: ReadonlyMap<string, CompiledText>;
  /** Texts that nothing can be made of. */
  readonly broken: ReadonlySet<string>;
}

/** Compiles texts, each once, and takes over what an earlier one made of the same: compiling is what a publish costs. */
export class TextCompiler {
  private readonly usable = new Map<string, CompiledText>();
  private readonly broken = new Set<string>();
  private readonly names = new Map<PublishedText, string>();

  /** `onBroken` is told once of each text that cannot be compiled, as long as it is the same. */
  constructor(
    private readonly earlier: CompiledTexts | undefined,
    private readonly onBroken: (text: PublishedText, error: unknown) => void,
  ) {}

  /** Plain, and nothing of what it was taken over from: whoever keeps it keeps no catalogue before it. */
  get made(): CompiledTexts {
    return { usable: this.usable, broken: this.broken };
  }

  /** Undefined for a text that cannot be used. */
  compile(text: PublishedText, formats: string): CompiledText | undefined {
    const name = this.nameOf(text);
    if (this.broken.has(name)) return undefined;
    const key = `${formats}|${name}`;
    const made = this.usable.get(key) ?? this.earlier?.usable.get(key) ?? this.make(text, formats, name);
    if (made !== undefined) this.usable.set(key, made);
    return made;
  }

  private make(text: PublishedText, formats: string, name: string): CompiledText | undefined {
    try {
      return new CompiledText(text, { formats });
    } catch (error) {
      this.broken.add(name);
      if (this.earlier?.broken.has(name) !== true) this.onBroken(text, error);
      return undefined;
    }
  }

  private nameOf(text: PublishedText): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const name = JSON.stringify(text);
    this.names.set(text, name);
    return name;
  }
}
