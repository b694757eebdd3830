#include "server/http/server.h"

#include <atomic>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include "schema/embedded.h"
#include "server/http/call.h"
#include "server/http/dispatcher.h"
#include "server/http/listener.h"
#include "server/http/routes.h"
#include "server/http/wire/status.h"

namespace expertise {

std::span<const EmbeddedFile> api_description();

static_assert(2 * Matching::waiting_at_most <= http::ListenerLimits{}.workers,
              "matches that wait may hold half of the workers at most");

struct Server::Impl {
  Impl(Services given_services, ServerOptions given_options)
      : services(given_services),
        options(std::move(given_options)),
        listener(
            {[this](const http::Request& request) { return dispatcher->answer(request); },
             [this](int status, std::string_view code) { return dispatcher->refuse(status, code); },
             [](const http::Request& request) { return request.path == "/health/live"; },
             &http::brings_file},
            {}) {}

  Services services;
  ServerOptions options;
  std::unique_ptr<http::Surroundings> around;
  std::optional<http::Dispatcher> dispatcher;
  http::Listener listener;
};

Server::Server(Services services, ServerOptions options)
    : impl_(std::make_unique<Impl>(services, std::move(options))) {}

Server::~Server() = default;

int Server::bind() {
  int port = 0;
  if (impl_->options.unix_socket.empty()) {
    port = impl_->listener.bind_tcp(impl_->options.host, impl_->options.port);
  } else {
    impl_->listener.bind_unix(impl_->options.unix_socket);
  }
  const std::string_view description = api_description().front().content;
  impl_->around.reset(new http::Surroundings{impl_->services,
                                             http::Site(impl_->options.public_origin, port),
                                             description, http::version_of(description)});
  if (!impl_->options.web.empty()) {
    impl_->around->web = http::StaticFiles::read(impl_->options.web);
  }
  impl_->dispatcher.emplace(*impl_->around, http::routes());
  return port;
}

void Server::run() {
  if (!impl_->dispatcher) throw std::logic_error("run() before bind()");
  impl_->listener.run();
}

void Server::stop() { impl_->listener.stop(); }

}  // namespace expertise
