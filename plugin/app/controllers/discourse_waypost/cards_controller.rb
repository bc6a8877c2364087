# frozen_string_literal: true

module DiscourseWaypost
  class CardsController < MemberController
    MAX_POSTS = 50
    MAX_PER_MINUTE = 120

    def index
      cards = PostCardPreloader.by_post(current_user, post_ids)
      posts = Post.where(id: cards.keys).includes(:user, topic: :category)
      seen = posts.select { |post| guardian.can_see?(post) }
      cards.slice!(*seen.map(&:id))

      render json: { posts: post_ids.to_h { |id| [id, serialized(cards.fetch(id, []))] } }
    end

    def banners
      render json: { banners: serialized(Offer.banners_of(current_user)) }
    end

    def seen
      Card::See.call(service_params) do
        on_success { head :no_content }
        on_failed_contract { |contract| render_faults(contract) }
        on_failure { raise Discourse::InvalidAccess }
      end
    end

    def click
      Card::Click.call(service_params) do
        on_success { head :no_content }
        on_failure { raise Discourse::NotFound }
      end
    end

    def rate
      Card::Rate.call(service_params) do
        on_success { |offer:| render_card(offer) }
        on_failed_contract { |contract| render_faults(contract) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def dismiss
      Card::Dismiss.call(service_params) do
        on_success { head :no_content }
        on_failure { raise Discourse::NotFound }
      end
    end

    def snooze
      Card::Snooze.call(service_params) do
        on_success { |until_time:| render json: { until: until_time.utc.iso8601(3) } }
        on_failed_contract { |contract| render_faults(contract) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def restore
      Card::Restore.call(service_params) do
        on_success { |offer:| render_card(offer) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def decline_kind
      Card::DeclineKind.call(service_params) do
        on_success { |offer:, preference:| render_declined(offer, preference) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def mark_step
      Card::MarkStep.call(service_params) do
        on_success { |offer:| render_card(offer) }
        on_failed_contract { |contract| render_faults(contract) }
        on_failure { raise Discourse::NotFound }
      end
    end

    def ask_person
      Card::AskPerson.call(service_params) do
        on_success { |message:| render json: { message: message } }
        on_failure { raise Discourse::NotFound }
      end
    end

    private

    def post_ids
      @post_ids ||=
        begin
          list = params.require(:post_ids).to_s.split(",")
          ok = list.length <= MAX_POSTS && list.all? { |id| id.match?(/\A[1-9]\d{0,8}\z/) }
          raise Discourse::InvalidParameters.new(:post_ids) if !ok

          list.map(&:to_i)
        end
    end

    def serialized(offers)
      offers.map { |offer| CardSerializer.new(offer, scope: guardian, root: false) }
    end

    def render_declined(offer, preference)
      render json: {
               kind: offer.kind,
               preferences:
                 PreferenceSerializer.new(preference, root: false, user: current_user).as_json,
             }
    end
  end
end
