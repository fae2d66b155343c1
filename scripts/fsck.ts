import { checkData } from '../server/backup/fsck.ts'
import { readConfig } from '../server/config.ts'

const config = readConfig(process.env)
if (!config.ok) fail(config.problems.join('\n'))
else await run(config.config.dataDir)

async function run(dataDir: string): Promise<void> {
  const { documents, records, files, damages } = await checkData(dataDir)
  for (const { where, what } of damages) console.error(`${where}: ${what}`)
  const read = `${documents} documents, ${records} records and ${files} files were read`
  if (damages.length === 0) console.log(`${read}. All is as it was written.`)
  else
    fail(
      `${read}; ${damages.length} things are damaged. Nothing was changed. What is damaged comes back with npm run restore.`,
    )
}

function fail(why: string): void {
  console.error(why)
  process.exitCode = 1
}
