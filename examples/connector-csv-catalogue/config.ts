import { secretText, z } from 'modelwarden/connector'

/** Keys of a source of kind `csv-catalogue`: where the catalogue is, over HTTP or on this machine. */
export const config = z.union([
  z.strictObject({ url: z.url({ protocol: /^https?$/ }), token: secretText().optional() }),
  z.strictObject({ file: z.string().min(1) }),
])

/** A config that the schema has accepted. */
export type CatalogueConfig = z.output<typeof config>
