# frozen_string_literal: true

module DiscourseWaypost
  # Everything held about one member, in words they can read.
  module MemberData
    def self.of(member)
      {
        exported_at: Time.zone.now.utc.iso8601(3),
        preferences:
          PreferenceSerializer.new(Preference.of(member), root: false, user: member).as_json,
        offers: offers_data(member),
        signals: Signal.where(user_id: member.id).order(:id).map { |signal| signal_data(signal) },
        first_visits:
          CategoryVisit
            .where(user_id: member.id)
            .order(:visited_at)
            .map { |visit| { category_id: visit.category_id, visited_at: time(visit.visited_at) } },
        missed_searches:
          MissedSearch
            .where(user_id: member.id)
            .order(:missed_at)
            .map { |search| { term: search.term, missed_at: time(search.missed_at) } },
      }
    end

    def self.offers_data(member)
      scope = Guardian.new(member)
      Offer.where(user_id: member.id).order(:id).map { |offer| offer_data(offer, scope) }
    end

    def self.offer_data(offer, scope)
      CardSerializer
        .new(offer, scope: scope, root: false)
        .as_json
        .merge(
          rule: offer.rule,
          resource: offer.resource,
          state: offer.state,
          refusal_code: offer.refusal_code,
          raw: offer.raw,
          created_at: time(offer.created_at),
          **OfferStateSerializer.new(offer, root: false).member,
        )
    end

    def self.signal_data(signal)
      {
        name: signal.name,
        occurred_at: time(signal.occurred_at),
        offer_id: signal.offer_key,
        data: signal.data,
      }
    end

    def self.time(value)
      value.utc.iso8601(3)
    end
    private_class_method :offers_data, :offer_data, :signal_data, :time
  end
end
