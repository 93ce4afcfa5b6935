'use strict';

// Starts s3rver on a free port of loopback, prints the port, and ends when standard input ends: so it never outlives the tests, however they end.
const S3rver = require('s3rver');

new S3rver({ address: '127.0.0.1', port: 0, silent: true, vhostBuckets: false, directory: process.argv[2] })
  .run()
  .then(({ port }) => console.log(port));
process.stdin.on('end', () => process.exit(0)).resume();
