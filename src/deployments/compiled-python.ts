/** `dir/__pycache__/name.cpython-312.pyc`, which Python makes of `dir/name.py` when it reads that. */
const compiled = /^(?<folder>.*\/)?__pycache__\/(?<name>[^/]+?)\.[^./]+(?:\.opt-[0-9])?\.pyc$/

/** Whether a file is what Python keeps compiled of one of these paths. Other files in such a folder are nobody's to leave there. */
export function isCompiledOf(path: string, sources: ReadonlySet<string>): boolean {
  const { folder = '', name } = compiled.exec(path)?.groups ?? {}
  return name !== undefined && sources.has(`${folder}${name}.py`)
}
