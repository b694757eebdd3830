#include "server/http/compression.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <stdexcept>

namespace expertise::http {

std::string brotli(std::string_view bytes) {
  std::string made(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = made.size();
  const bool done =
      BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT,
                            bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            &size, reinterpret_cast<std::uint8_t*>(made.data())) == BROTLI_TRUE;
  if (!done) throw std::runtime_error("brotli could not compress");
  made.resize(size);
  return made;
}

std::string gzip(std::string_view bytes) {
  constexpr int window_with_gzip_head = MAX_WBITS + 16;
  constexpr int memory_most = 9;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_with_gzip_head, memory_most,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib could not start");
  }
  std::string made(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(made.data());
  stream.avail_out = static_cast<uInt>(made.size());
  const int status = deflate(&stream, Z_FINISH);
  made.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("zlib could not compress");
  return made;
}

}  // namespace expertise::http
