// Runs under any Node that runs npm, so it is plain JavaScript and imports nothing of ours.
'use strict'

const { spawn, spawnSync } = require('node:child_process')
const { existsSync, symlinkSync } = require('node:fs')
const { join, resolve } = require('node:path')
const { pathToFileURL } = require('node:url')

const LEAST_MAJOR = 26
const MODULES = resolve(__dirname, '..', 'node_modules')
const OWN_NODE = join(MODULES, 'node', 'bin', 'node')
const LINK = join(MODULES, '.bin', 'node')

/**
 * `node-26.cjs [file argument…]` runs a file with Node 26, in this process where this is one. Where `npm ci
 * --ignore-scripts` has left out the step by which the package `node` brings it, that step is made up for first.
 */
const [file, ...args] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) >= LEAST_MAJOR) {
  if (file !== undefined) {
    process.argv.splice(1, 1)
    import(pathToFileURL(resolve(file)).href)
  }
} else {
  if (!existsSync(OWN_NODE)) bringNode()
  if (file !== undefined) runWith(OWN_NODE, [file, ...args])
}

function bringNode() {
  console.log('Node 26 is not here, the packages were installed without scripts: fetching it.')
  const step = join(MODULES, 'node', 'installArchSpecificPackage.js')
  spawnSync(process.execPath, [step], { cwd: join(MODULES, 'node'), stdio: 'inherit' })
  if (!existsSync(OWN_NODE)) {
    console.error(
      `Scriptorium cannot start: Node 26 could not be fetched; this is ${process.version}. Run "npm ci" with scripts, or install Node 26. Nothing was changed.`,
    )
    process.exit(1)
  }
  if (!existsSync(LINK)) symlinkSync(join('..', 'node', 'bin', 'node'), LINK)
}

function runWith(node, argv) {
  const child = spawn(node, argv, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
