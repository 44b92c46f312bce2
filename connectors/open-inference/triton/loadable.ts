import type { ModelConfig } from './model-config.ts'

/** File or folder that each backend loads unless it is told otherwise, by the names of backends and of older platforms. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  python: ['model.py'],
  onnxruntime: ['model.onnx'],
  onnxruntime_onnx: ['model.onnx'],
  openvino: ['model.xml'],
  pytorch: ['model.pt'],
  pytorch_libtorch: ['model.pt'],
  tensorflow: ['model.savedmodel', 'model.graphdef'],
  tensorflow_savedmodel: ['model.savedmodel'],
  tensorflow_graphdef: ['model.graphdef'],
  tensorrt: ['model.plan'],
  tensorrt_plan: ['model.plan'],
}

const anyKnown = [...new Set(Object.values(defaults).flat())]

/**
 * Why files cannot be loaded by the settings that are there: what their backend looks for is not among them (Triton, "Model
 * Files" of its model repository). Null where it is, and for backends of other names, which look for what they want. It is
 * asked beforehand because Triton's Python backend may wait for a missing file for ever.
 */
export function lackingFile(
  { backend, platform, modelFile }: Pick<ModelConfig, 'backend' | 'platform' | 'modelFile'>,
  paths: readonly string[],
): string | null {
  const chosen = backend ?? platform
  const wanted = modelFile === null ? (chosen === null ? anyKnown : defaults[chosen]) : [modelFile]
  if (wanted === undefined) return null
  const isThere = wanted.some((name) => paths.some((path) => path === name || path.startsWith(`${name}/`)))
  if (isThere) return null
  const names = wanted.join(', ')
  const who = chosen === null ? 'Triton' : `Triton's backend ${chosen}`
  return wanted.length === 1
    ? `${who} loads ${names}, and the files of the version have none at their top.`
    : `${who} loads one of ${names}, and the files of the version have none of them at their top.`
}
