# frozen_string_literal: true

# Picks the outcome block that fits and runs it as the caller, as core's runner does.
class Service::Runner
  def initialize(context, outcomes)
    @context = context
    @caller = outcomes.binding.receiver
    @blocks = {}
    instance_exec(&outcomes)
  end

  def call
    block =
      @context.success? ? @blocks[[:success]] : @blocks[@context.failed_at] || @blocks[[:failure]]
    return @context if block.nil?

    @caller.instance_exec(*subject(block), **wanted(block), &block)
    @context
  end

  def on_success(&block) = @blocks[[:success]] = block
  def on_failure(&block) = @blocks[[:failure]] = block
  def on_failed_contract(name = :default, &block) = @blocks[[:contract, name]] = block
  def on_failed_policy(name, &block) = @blocks[[:policy, name]] = block
  def on_model_not_found(name = :model, &block) = @blocks[[:model, name]] = block

  private

  def subject(block)
    if block.arity.zero? || block.parameters.none? { |kind, _| %i[opt req].include?(kind) }
      []
    else
      [@context.failure]
    end
  end

  def wanted(block)
    names = block.parameters.filter_map { |kind, name| name if kind == :keyreq }
    @context.slice(*names)
  end
end
