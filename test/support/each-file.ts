import { afterAll } from 'vitest'
import { cleanUpFile } from './tools.ts'

// Vitest runs this for every file anew. It ignores an afterAll that a running test registers, and runs that of a module
// that several files import for the first of them only.
afterAll(cleanUpFile)
