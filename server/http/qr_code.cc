#include "server/http/qr_code.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace expertise::http {

namespace {

constexpr int edge = 4;

// One stroke for the dark squares beside each other.
std::string row_of(int x, int y, int length) {
  const std::string across = std::to_string(length);
  return "M" + std::to_string(x) + " " + std::to_string(y) + "h" + across + "v1h-" + across + "z";
}

}  // namespace

QrCode qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> drawn(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (!drawn) throw std::runtime_error("a text does not fit in a QR code");
  QrCode made{.size = drawn->width + 2 * edge};
  const auto is_dark = [&](int x, int y) {
    return x < drawn->width && (drawn->data[y * drawn->width + x] & 1) != 0;
  };
  for (int y = 0; y < drawn->width; ++y) {
    for (int x = 0; x < drawn->width; ++x) {
      int length = 0;
      while (is_dark(x + length, y)) ++length;
      if (length > 0) made.path += row_of(x + edge, y + edge, length);
      x += length;
    }
  }
  return made;
}

}  // namespace expertise::http
