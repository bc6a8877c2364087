# frozen_string_literal: true

# A small stand-in for core's service objects: only the steps and outcomes that discourse-waypost uses.
module Service
  module Base
    class Failure < StandardError
    end

    # What a service knows while it runs, and what came of it.
    class Context
      attr_reader :failed_at, :failure

      def initialize(values)
        @values = values.symbolize_keys
      end

      def [](name) = @values[name.to_sym]

      def []=(name, value)
        @values[name.to_sym] = value
      end

      def slice(*names) = @values.slice(*names)

      def fail!(kind, name, details = nil)
        @failed_at = [kind, name]
        @failure = details
        raise Failure
      end

      def success? = @failed_at.nil?
      def failure? = !success?

      def method_missing(name, *) = @values.key?(name) ? @values[name] : super
      def respond_to_missing?(name, *) = @values.key?(name) || super
    end

    class Contract
      include ActiveModel::Model
      include ActiveModel::Attributes
      include ActiveModel::AttributeMethods
      include ActiveModel::Validations::Callbacks

      def self.model_name = ActiveModel::Name.new(self, nil, "contract")
    end

    module Steps
      def params(&block)
        contract = Class.new(Contract, &block)
        steps << [:contract, :default, contract]
      end

      def model(name = :model, method_name = :"fetch_#{name}") =
        steps << [:model, name, method_name]
      def policy(name) = steps << [:policy, name, name]
      def step(name) = steps << [:step, name, name]

      def transaction(&block)
        inner = Object.new.extend(Steps)
        inner.define_singleton_method(:steps) { @steps ||= [] }
        inner.instance_exec(&block)
        steps << [:transaction, :default, inner.steps]
      end
    end

    module ClassMethods
      include Steps

      def steps = @steps ||= []

      def call(dependencies = {}, &outcomes)
        context = new(dependencies).run
        return context if outcomes.nil?

        Runner.new(context, outcomes).call
      end
    end

    def self.included(service)
      service.extend(ClassMethods)
    end

    attr_reader :context

    def initialize(dependencies)
      @context = Context.new({ params: {} }.merge(dependencies))
    end

    def run
      run_steps(self.class.steps)
      context
    rescue Failure
      context
    end

    private

    def run_steps(steps)
      steps.each { |kind, name, what| send(:"run_#{kind}", name, what) }
    end

    def run_contract(name, contract_class)
      given = context[:params].to_h.symbolize_keys
      contract = contract_class.new(given.slice(*contract_class.attribute_names.map(&:to_sym)))
      context[:params] = contract
      context.fail!(:contract, name, contract) if contract.invalid?
      contract.freeze
    end

    def run_model(name, method_name)
      context[name] = perform(method_name)
      context.fail!(:model, name) if context[name].blank?
      context.fail!(:model_errors, name, context[name]) if context[name].try(:invalid?)
    end

    def run_policy(name, method_name)
      context.fail!(:policy, name) if !perform(method_name)
    end

    def run_step(_name, method_name)
      perform(method_name)
    end

    def run_transaction(_name, steps)
      ActiveRecord::Base.transaction { run_steps(steps) }
    end

    def perform(method_name)
      wanted = method(method_name).parameters.map { |kind, key| key if kind == :keyreq }.compact
      send(method_name, **context.slice(*wanted))
    end
  end
end
