# frozen_string_literal: true

module DiscourseWaypost
  class OffersController < ServiceController
    def show
      offer = Offer.find_by(key: params[:id])
      raise Discourse::NotFound if offer.nil?

      render json: offer, serializer: OfferStateSerializer, root: "offer"
    end

    def update
      Offers::Put.call(service_params) do
        on_success { |delivery:| render_delivery(delivery) }
        on_failed_contract { |contract| render_invalid(contract) }
        on_failed_policy(:may_serve) { raise Discourse::InvalidAccess }
        on_failed_policy(:same_request) { render_error("different_offer", status: :conflict) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def destroy
      Offers::Withdraw.call(service_params) do
        on_success { |offer:| render json: { offer: OfferSerializer.new(offer, root: false) } }
        on_failed_contract { |contract| render_invalid(contract) }
        on_failed_policy(:may_serve) { raise Discourse::InvalidAccess }
        on_failed_policy(:can_be_withdrawn) { render_refused("cannot_withdraw") }
        on_failed_policy(:not_in_use) { render_refused("in_use") }
        on_failure { raise Discourse::NotFound }
      end
    end

    private

    def render_delivery(delivery)
      offer = delivery.offer
      if delivery.refusal
        return render_refused(delivery.refusal.code, retry_at: delivery.refusal.retry_at)
      end
      if offer.state == "refused"
        return(
          render_refused(
            offer.refusal_code,
            errors: offer.refusal_errors,
            replayed: delivery.replayed,
          )
        )
      end

      render json: {
               offer: OfferSerializer.new(offer, root: false),
               replayed: delivery.replayed,
             },
             status: delivery.replayed ? :ok : :created
    end

    def render_refused(code, retry_at: nil, errors: nil, replayed: false)
      render json: {
               errors: errors.presence || [I18n.t("discourse_waypost.refused.#{code}")],
               error_type: "refused",
               code: code,
               retry_at: retry_at&.utc&.iso8601(3),
               replayed: replayed,
             },
             status: :unprocessable_entity
    end

    def render_error(type, status:)
      render json: {
               errors: [I18n.t("discourse_waypost.errors.#{type}")],
               error_type: type,
             },
             status: status
    end
  end
end
