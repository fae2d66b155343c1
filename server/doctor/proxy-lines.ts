/** What to add to a proxy so that WebSockets come through. `port` is the one that Scriptorium listens on. */
export const upgradeLines = (port: number): readonly string[] => [
  'nginx, in the server block:',
  '    location / {',
  `        proxy_pass http://127.0.0.1:${port};`,
  '        proxy_http_version 1.1;',
  '        proxy_set_header Upgrade $http_upgrade;',
  '        proxy_set_header Connection "upgrade";',
  '        proxy_set_header Host $host;',
  '        proxy_set_header X-Forwarded-For $remote_addr;',
  '        proxy_set_header X-Forwarded-Proto $scheme;',
  '        proxy_read_timeout 1h;',
  '        client_max_body_size 32m;',
  '    }',
  'Caddy, for the site (it passes upgrades by itself):',
  `    reverse_proxy 127.0.0.1:${port}`,
  'Traefik, for the service (it passes upgrades by itself; no middleware may take the header "Upgrade" away):',
  `    loadBalancer: { servers: [{ url: "http://127.0.0.1:${port}" }] }`,
]
