// What is recommended for the incident in hand, for the panel and for the map.
import type { NewIncident, Recommendation } from '../../api/dispatch_types';

export interface Proposal {
  answer: Recommendation;
  incident: NewIncident;
}
