# frozen_string_literal: true

DiscourseWaypost::Engine.routes.draw do
  defaults format: :json do
    scope constraints: { id: /[A-Za-z0-9_-]{1,100}/ } do
      get "offers/:id" => "offers#show"
      put "offers/:id" => "offers#update"
      delete "offers/:id" => "offers#destroy"
    end
    get "capabilities" => "capabilities#show"
    get "signals" => "signals#index"
    get "facts/members" => "facts#members"
    get "facts/topics" => "facts#topics"
    put "resources" => "resources#update"

    get "cards" => "cards#index"
    get "banners" => "cards#banners"
    post "cards/seen" => "cards#seen"
    scope constraints: { id: /[A-Za-z0-9_-]{1,100}/ } do
      post "cards/:id/click" => "cards#click"
      post "cards/:id/rate" => "cards#rate"
      post "cards/:id/dismiss" => "cards#dismiss"
      post "cards/:id/snooze" => "cards#snooze"
      post "cards/:id/restore" => "cards#restore"
      post "cards/:id/decline-kind" => "cards#decline_kind"
      post "cards/:id/ask-person" => "cards#ask_person"
      put "cards/:id/steps/:key" => "cards#mark_step", :constraints => { key: /[a-z0-9-]{1,40}/ }
    end

    get "preferences" => "preferences#show"
    put "preferences" => "preferences#update"
    get "my-data" => "my_data#show"
    delete "my-data" => "my_data#destroy"
  end
end

Discourse::Application.routes.draw do
  mount ::DiscourseWaypost::Engine, at: "/waypost"

  get "u/:username/preferences/waypost" => "users#preferences",
      :constraints => {
        username: RouteFormat.username,
      }

  scope "/admin/plugins/discourse-waypost", constraints: AdminConstraint.new do
    get "overview" => "discourse_waypost/admin/overview#show"
  end
end
