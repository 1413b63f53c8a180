import { launch } from './launch.js';

const simulator = await launch(process.env, { out: console.log, err: console.error });

if (simulator) {
  const stop = () => {
    simulator.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} else {
  process.exitCode = 1;
}
