# frozen_string_literal: true

module LendServiceParams
  def service_params
    { params: params.to_unsafe_h, guardian: guardian }
  end
end
