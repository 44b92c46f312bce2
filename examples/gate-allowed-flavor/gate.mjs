/** @type {import('modelwarden/gate').OwnGate} */
export const gate = {
  contract: 1,
  name: 'allowed-flavor',
  description: 'The model can be loaded with one of the libraries that operations supports.',
  parameters: {
    type: 'object',
    properties: { allowed: { type: 'array', items: { type: 'string' }, minItems: 1 } },
    required: ['allowed'],
    additionalProperties: false,
  },

  problemsOf({ allowed, ...others }) {
    const isList = Array.isArray(allowed) && allowed.length > 0 && allowed.every((name) => typeof name === 'string')
    return [
      ...(isList ? [] : ['allowed: must be a list of names of flavors']),
      ...Object.keys(others).map((key) => `${key}: is not known`),
    ]
  },

  async run({ params }, { described }) {
    const description = await described('VERSION')
    if (description === null) {
      const explanation = 'The version has no description file (MLmodel). Log it with MLflow.'
      return { verdict: 'FAIL', reasons: ['MISSING_EVIDENCE'], explanation }
    }
    const flavors = description.flavors.map(({ name }) => name)
    const supported = flavors.filter((name) => params.allowed.includes(name))
    const observed = flavors.map((name) => ({ name: 'flavor', text: name }))
    if (supported.length > 0)
      return { verdict: 'PASS', explanation: `It loads with ${supported.join(', ')}.`, observed }
    const explanation = `It loads with ${flavors.join(', ')}; one of ${params.allowed.join(', ')} is asked for.`
    return { verdict: 'FAIL', reasons: ['FLAVOR_NOT_ALLOWED'], explanation, observed }
  },
}
