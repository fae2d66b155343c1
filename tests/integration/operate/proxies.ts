import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROXIES = { nginx: '/usr/sbin/nginx', caddy: '/usr/bin/caddy', openssl: '/usr/bin/openssl' } as const
const PACKAGES = { nginx: 'nginx-light', caddy: 'caddy', openssl: 'openssl' } as const
type Program = keyof typeof PROXIES

/** Whether Debian's programs are here, which are installed where that can be. */
export function haveProxies(): boolean {
  const missing = (Object.keys(PROXIES) as Program[]).filter((name) => !existsSync(PROXIES[name]))
  if (missing.length === 0) return true
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env })
    execFileSync('apt-get', ['install', '-y', '-qq', ...missing.map((name) => PACKAGES[name])], {
      stdio: 'ignore',
      env,
    })
    return true
  } catch (error) {
    process.stdout.write(
      `No ${missing.join(', ')} to be had, so nothing is tried behind a proxy: ${(error as Error).message}\n`,
    )
    return false
  }
}

/** A certificate for `localhost` that nobody trusts by himself. PEM. */
export function makeCertificate(folder: string): {
  readonly cert: string
  readonly key: string
  readonly pem: string
} {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ]
  execFileSync(PROXIES.openssl, [...kind, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' })
  return { cert, key, pem: readFileSync(cert, 'utf8') }
}

/** A proxy with TLS in front of a port of this machine. */
export class TlsProxy {
  readonly port: number
  readonly #folder: string
  readonly #child: ChildProcess

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port
    this.#folder = folder
    this.#child = child
  }

  get origin(): string {
    return `https://localhost:${this.port}`
  }

  /** `lines` stand in the location that passes on. */
  static nginx(
    port: number,
    to: number,
    tls: { cert: string; key: string },
    lines: readonly string[],
  ): Promise<TlsProxy> {
    const folder = mkdtempSync(join(tmpdir(), 'scriptorium-nginx-'))
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/pid; error_log ${folder}/error.log; daemon off; worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    server_name localhost;
    ssl_certificate ${tls.cert};
    ssl_certificate_key ${tls.key};
    location / { proxy_pass http://127.0.0.1:${to}; ${lines.join(' ')} }
  }
}`,
    )
    return TlsProxy.#started(port, folder, PROXIES.nginx, ['-c', join(folder, 'nginx.conf'), '-p', folder])
  }

  static caddy(port: number, to: number, tls: { cert: string; key: string }): Promise<TlsProxy> {
    const folder = mkdtempSync(join(tmpdir(), 'scriptorium-caddy-'))
    writeFileSync(
      join(folder, 'Caddyfile'),
      `{
  admin off
  auto_https off
  storage file_system ${folder}
}
https://localhost:${port} {
  tls ${tls.cert} ${tls.key}
  reverse_proxy 127.0.0.1:${to}
}
`,
    )
    return TlsProxy.#started(port, folder, PROXIES.caddy, ['run', '--config', join(folder, 'Caddyfile')])
  }

  static async #started(
    port: number,
    folder: string,
    program: string,
    args: readonly string[],
  ): Promise<TlsProxy> {
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    })
    let said = ''
    child.stderr?.on('data', (words) => {
      said += words
    })
    const proxy = new TlsProxy(port, folder, child)
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`)
    }
    return proxy
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const gone = new Promise((resolve) => this.#child.once('exit', resolve))
      this.#child.kill('SIGTERM')
      await gone
    }
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
