import type { Collection } from '../state/collection.ts';
import type {
  CategoryVisit,
  MissedSearch,
  PluginSetting,
  ServiceCall,
  WaypostDirectory,
  WaypostOffer,
  WaypostPreference,
  WaypostSignal,
} from './records.ts';

export interface PluginState {
  settings: Collection<PluginSetting['id'], PluginSetting>;
  offers: Collection<string, WaypostOffer>;
  preferences: Collection<number, WaypostPreference>;
  signals: Collection<number, WaypostSignal>;
  directories: Collection<WaypostDirectory['id'], WaypostDirectory>;
  visits: Collection<string, CategoryVisit>;
  missedSearches: Collection<string, MissedSearch>;
  calls: Collection<string, ServiceCall>;
}

type Open = <Id extends string | number, Record extends { id: Id }>(kind: string) => Collection<Id, Record>;

export function openPluginState(open: Open): PluginState {
  return {
    settings: open('waypost_setting'),
    offers: open('waypost_offer'),
    preferences: open('waypost_preference'),
    signals: open('waypost_signal'),
    directories: open('waypost_directory'),
    visits: open('waypost_visit'),
    missedSearches: open('waypost_missed_search'),
    calls: open('waypost_call'),
  };
}
