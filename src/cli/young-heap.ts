import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's space for new objects from growing until the returned function is called. Loading modules and building
 * the schema makes it grow to its largest, three times 16 MB that an idle process never gives back; under traffic it then
 * grows as ever. The flag is V8's own; a V8 that no longer knows it says so on the standard error and goes on.
 */
export function holdYoungHeap(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1')
  return () => setFlagsFromString('--semi-space-growth-factor=2')
}
