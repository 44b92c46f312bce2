const byExtension: Readonly<Record<string, string>> = {
  avro: 'application/avro',
  bin: 'application/octet-stream',
  csv: 'text/csv',
  gif: 'image/gif',
  gz: 'application/gzip',
  h5: 'application/x-hdf5',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  jsonl: 'application/jsonl',
  md: 'text/markdown',
  npy: 'application/x-npy',
  onnx: 'application/onnx',
  parquet: 'application/vnd.apache.parquet',
  pdf: 'application/pdf',
  pkl: 'application/x-python-pickle',
  pickle: 'application/x-python-pickle',
  png: 'image/png',
  py: 'text/x-python',
  safetensors: 'application/x-safetensors',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  toml: 'application/toml',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
}

const byName: Readonly<Record<string, string>> = {
  MLmodel: 'application/yaml',
  README: 'text/plain',
  LICENSE: 'text/plain',
}

/** Media type guessed from a file's name; `application/octet-stream` when it tells nothing. For display only. */
export function mediaTypeOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
  const known = Object.hasOwn(byName, name)
    ? byName[name]
    : Object.hasOwn(byExtension, extension)
      ? byExtension[extension]
      : undefined
  return known ?? 'application/octet-stream'
}
