# frozen_string_literal: true

# Each entry names what 2026.1 has and 3.3.0.beta1 lacks.
module LendCore
  def self.now
    lend_version
    lend_problem_checks
    lend_web_hook_group
    lend_service_params
  end

  # `required_version: 2026.1.0` of the plugin under test is read as met, and no other.
  def self.lend_version
    Discourse.singleton_class.prepend(LendVersion)
  end

  module LendVersion
    def has_needed_version?(current, needed)
      needed == "2026.1.0" || super
    end
  end

  # Plugin::Instance#register_problem_check: in 3.3 every descendant of ProblemCheck is a check.
  def self.lend_problem_checks
    return if Plugin::Instance.method_defined?(:register_problem_check)

    Plugin::Instance.prepend(LendProblemChecks)
  end

  module LendProblemChecks
    def register_problem_check(klass)
      klass
    end
  end

  # WebHookEventType.groups[:custom] (16).
  def self.lend_web_hook_group
    require_relative "web_hook_group"
  end

  # ApplicationController#service_params.
  def self.lend_service_params
    require_relative "service_params"
  end

  def self.after_initialize
    if !ApplicationController.method_defined?(:service_params)
      ApplicationController.include(LendServiceParams)
    end
    if !WebHookEventType.groups.key?("custom")
      WebHookEventType.singleton_class.prepend(LendWebHookGroup)
    end
  end
end
