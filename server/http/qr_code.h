// A text as a QR code (ISO/IEC 18004), as the outline of its dark squares. It knows no pages.
#pragma once

#include <string>

namespace expertise::http {

struct QrCode {
  /// Squares on a side, with the light edge that readers need.
  int size = 0;
  /// The dark squares as the path of an SVG image of that size.
  std::string path;
};

/// Throws std::runtime_error when the text does not fit.
QrCode qr_code(const std::string& text);

}  // namespace expertise::http
