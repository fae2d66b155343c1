import { readFileSync } from 'node:fs'
import { readConfig } from '../server/config.ts'
import { checkAddress } from '../server/doctor/check-address.ts'
import { checkData } from '../server/doctor/check-data.ts'
import { shown, well, wrong } from '../server/doctor/finding.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}
const result = readConfig(process.env)
if (!result.ok) {
  for (const problem of result.problems)
    console.log(shown(wrong(problem, 'README.md says what each variable may be.')))
  process.exitCode = 1
} else {
  const { config } = result
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  const local = `http://${host}:${config.port}`
  const findings = [
    well(`Scriptorium ${version} on Node ${process.versions.node}. The configuration can be read.`),
    ...(await checkData(config, Date.now())),
    ...(await checkAddress({ ...config, origin: config.publicOrigin ?? local })),
  ]
  for (const finding of findings) console.log(shown(finding))
  if (findings.some(({ kind }) => kind === 'wrong')) process.exitCode = 1
}
