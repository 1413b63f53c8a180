/** Languages, currencies and numbers in use are fewer. */
const LARGEST_MEMORY = 1_000;

/** Keeps what was costly to make. A memory that is full begins anew: what is in use is soon in it again. */
export function remember<Key, Value>(memory: Map<Key, Value>, key: Key, value: Value): Value {
  if (memory.size >= LARGEST_MEMORY) memory.clear();
  memory.set(key, value);
  return value;
}
