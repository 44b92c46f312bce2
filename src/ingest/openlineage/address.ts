import type { EventName } from './event.ts'

/** Schemes whose namespace and name make an address (https://openlineage.io/docs/spec/naming). */
const places = /^(s3|gs|abfss?|wasbs?|hdfs|dbfs|file):\/\//

/** Where data is, written as other tools write it; null where its name is no place of files. */
export function addressOf({ namespace, name }: EventName): string | null {
  const place = namespace === 'file' ? 'file://' : namespace.replace(/^s3[an]:/, 's3:')
  if (!places.test(place)) return null
  const path = name.replace(/^\/+/, '').replace(/\/+$/, '')
  return path === '' ? null : `${place.replace(/([^/:])\/+$/, '$1')}/${path}`
}
