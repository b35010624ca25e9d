import Button, { type ButtonProps } from '@helsenorge/designsystem-react/components/Button';
import { useAddress } from '../address';

// The design system's button in the colours of the page.
export function Action(properties: ButtonProps) {
  const night = useAddress().theme === 'night';
  return <Button {...properties} onColor={night ? 'ondark' : 'onlight'} />;
}
