import { expect, test } from 'vitest'
import { lackingFile } from './loadable.ts'

const nothing = { backend: null, platform: null, modelFile: null }

test.each([
  ['the default of its backend', { ...nothing, backend: 'python' }, ['MLmodel', 'model.py']],
  ['the default of its platform', { ...nothing, platform: 'onnxruntime_onnx' }, ['model.onnx']],
  ['a folder where one is loaded', { ...nothing, backend: 'tensorflow' }, ['model.savedmodel/saved_model.pb']],
  ['the file that the settings name', { ...nothing, backend: 'python', modelFile: 'main.py' }, ['main.py']],
  ['any that Triton knows where nothing is said', nothing, ['model.onnx']],
  ['whatever a backend of another name takes', { ...nothing, backend: 'mlflow' }, ['MLmodel']],
])('%s is enough', (_, config, paths) => {
  expect(lackingFile(config, paths)).toBeNull()
})

test.each([
  [{ ...nothing, backend: 'python' }, ['MLmodel', 'model.pkl'], 'model.py'],
  [{ ...nothing, backend: 'python' }, ['code/model.py'], 'model.py'],
  [{ ...nothing, backend: 'python', modelFile: 'main.py' }, ['model.py'], 'main.py'],
  [nothing, ['MLmodel'], 'model.plan'],
])('%j cannot load %j, and is told what is missing', (config, paths, missing) => {
  expect(lackingFile(config, paths)).toContain(missing)
})
