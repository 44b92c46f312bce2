export { clearCopies } from './clear.ts'
export { findOldCopies } from './find.ts'
export type * from './ports.ts'
