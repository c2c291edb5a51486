#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// What libcrypto has as macros that Swift does not import.

/// As RFC 2253 writes names, but with letters of all alphabets as they are.
static const unsigned long mooring_name_style = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

static inline size_t mooring_memory(BIO *memory, const char **text) {
  long count = BIO_get_mem_data(memory, text);
  return count > 0 ? (size_t)count : 0;
}

static inline void mooring_free(void *memory) { OPENSSL_free(memory); }

static inline STACK_OF(X509) *mooring_certificates_new(void) { return sk_X509_new_null(); }

static inline void mooring_certificates_free(STACK_OF(X509) *certificates) {
  sk_X509_pop_free(certificates, X509_free);
}

static inline int mooring_names_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}

static inline GENERAL_NAME *mooring_names_at(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index);
}

static inline EVP_PKEY *mooring_p256_key(void) { return EVP_EC_gen("P-256"); }
