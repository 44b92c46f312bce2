import { describe, expect, it } from 'vitest'
import { planEnvironment } from './plan-environment.ts'

const file = (path: string, text: string) => ({ path, text, isWhole: true })

describe('an environment', () => {
  it('is pinned by exact releases and a version of Python', () => {
    const text =
      'scikit-learn==1.5.1  # fitted with\nnumpy[extra] === 2.1.0 ; python_version < "3.13"\n' +
      '--index-url https://index.example/simple\npandas==2.2.0 \\\n    --hash=sha256:aa\n' +
      `risk @ git+https://git.example/risk.git@${'a'.repeat(40)}\n`
    const plan = planEnvironment([file('requirements.txt', text), file('python_env.yaml', 'python: 3.11.4\n')])
    expect(plan).toEqual({ requirements: text, pythonVersion: '3.11.4', gaps: [] })
  })

  it('names what is not pinned, and what only the other machine had', () => {
    const text = 'numpy>=1.0\nscipy\ntorch==2.*\n-e .\n-r base.txt\n./x.whl\nrisk @ file:///home/x/risk\n'
    expect(planEnvironment([file('requirements.txt', text)]).gaps).toEqual([
      'Lines name files of the machine that trained: -e ., -r base.txt, ./x.whl, risk.',
      'Packages are not pinned to one release: numpy, scipy, torch.',
    ])
  })

  it('is taken from what conda installed by pip, and says what pip cannot install', () => {
    const conda =
      'dependencies:\n- python=3.10.13\n- pip<=23.2\n- cudatoolkit=11.8\n- pip:\n  - mlflow==2.9.2\nname: env\n'
    expect(planEnvironment([file('conda.yaml', conda)])).toEqual({
      requirements: 'mlflow==2.9.2\n',
      pythonVersion: '3.10.13',
      gaps: ['Packages of conda are not installed by pip: cudatoolkit=11.8.'],
    })
  })

  it('is missing without a file, and not typed when its text was cut or holds what acts on a terminal', () => {
    expect(planEnvironment([]).gaps).toHaveLength(1)
    for (const bad of [
      file('requirements.txt', 'a==1\x1b[201~'),
      { ...file('requirements.txt', ''), isWhole: false },
    ]) {
      const plan = planEnvironment([bad])
      expect(plan.requirements).toBeNull()
      expect(plan.gaps).not.toEqual([])
    }
  })
})
