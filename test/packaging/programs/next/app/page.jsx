import { readDigits, trainOnServer } from './actions';
import { Program } from './program';

export default function Page() {
  return <Program readDigits={readDigits} trainOnServer={trainOnServer} />;
}
