import { z } from '../../../src/connector/index.ts'
import { serverKeys } from '../config.ts'

/** Keys of a `triton` source in `modelwarden.yaml`. */
export const config = z.strictObject(serverKeys)
