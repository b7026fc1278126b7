// What a report names as failed: long runs scroll away, so `npm test` says it again at the end.

/** Lines about the failed tests of a vitest report (its `json` reporter). */
export function vitestFailures({ testResults }, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(`${root}/`, '')
    const failed = assertionResults.filter((test) => test.status === 'failed')
    // A file that could not be loaded has no tests, only a message.
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLines(message)}`] : []
    return failed.map(({ fullName, failureMessages }) => {
      return `${file} › ${fullName}: ${firstLines(failureMessages.join('\n'))}`
    })
  })
}

/** Lines about the failed tests of a playwright report (its `json` reporter). */
export function playwrightFailures({ suites = [] }) {
  return suites.flatMap(({ suites: inner = [], specs = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) => {
        const errors = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors))
        return `${file} › ${title}: ${firstLines(errors.map(({ message }) => message).join('\n'))}`
      }),
    ...playwrightFailures({ suites: inner }),
  ])
}

function firstLines(text = '') {
  return stripColours(text).trim().split('\n').slice(0, 6).join('\n      ').slice(0, 800)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with the escape character.
const stripColours = (text) => text.replace(/\u001b\[[0-9;]*m/g, '')
